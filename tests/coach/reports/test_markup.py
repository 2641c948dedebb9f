"""Text from outside as HTML."""

from coach.reports.markup import Mark, marked, written


def test_words_are_escaped() -> None:
    """Quotes too, since text stands in attributes as well."""
    assert written("</script>\"'&amp;\x00") == "&lt;/script&gt;&#34;&#39;&amp;amp;␀"


def test_characters_nobody_sees_are_shown_where_they_part_words_only() -> None:
    """A joiner belongs into an emoji, and parts words behind one."""
    assert written("不\u200b知") == '不<i class="unseen" title="U+200B">\u200b</i>知'
    assert "U+200D" in written("不\u200d知")
    assert "unseen" not in written("👩‍💻")


def mark(start: int, end: int, severity: str, number: int) -> Mark:
    """Return a mark with an anchor of its own."""
    return Mark(start, end, severity, number, f"f{number}")  # type: ignore[arg-type]


def ref(severity: str, number: int) -> str:
    """Return the link behind a finding."""
    return f'<a class="ref {severity}" href="#f{number}" aria-label="finding {number}">{number}</a>'


def test_a_span_is_marked_at_its_code_points() -> None:
    """An emoji of many code points before it does not shift it."""
    html = marked("👨‍👩‍👧‍👦喂<你", [mark(7, 8, "error", 1)], "finding {n}")
    assert html == f'👨‍👩‍👧‍👦<mark class="error">喂</mark>{ref("error", 1)}&lt;你'


def test_overlapping_spans_show_the_worse() -> None:
    """Each finding is led to from behind its own last code point."""
    html = marked(
        "一二三四五", [mark(0, 3, "advice", 1), mark(2, 5, "error", 2), mark(2, 3, "warning", 3)], "finding {n}"
    )
    assert html == (
        f'<mark class="advice">一二</mark><mark class="error">三</mark>{ref("advice", 1)}{ref("warning", 3)}'
        f'<mark class="error">四五</mark>{ref("error", 2)}'
    )
