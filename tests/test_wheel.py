"""The wheel, not the checkout, is what people install."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a wheel, install it into an own environment, and return that environment's script folder."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    environment = folder / "environment"
    venv.create(environment, system_site_packages=False, with_pip=True)
    python = environment / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    # The libraries come from the environment that runs the tests; ours come from the wheel.
    site = next((environment / "lib").glob("python3*")) / "site-packages"
    libraries = [path for path in sys.path if path.endswith("site-packages")]
    (site / "libraries.pth").write_text("\n".join(libraries), "utf-8")
    return environment / "bin"


def test_wheel_checks_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    """The script finds its phrasebook without the checkout."""
    run = [str(installed / "phrase-coach"), "check", "喂，你找誰", "--format", "jsonl"]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "brusque-greeting" in done.stdout


def test_wheel_serves_the_app_and_its_own_data(installed: Path, tmp_path: Path) -> None:
    """api, coach and phrasebook come from the wheel, samples and typing marker included."""
    program = (
        "import api, coach, phrasebook, pathlib;"
        "root = pathlib.Path(phrasebook.__file__).parent;"
        "assert 'environment' in str(root), root;"
        "assert phrasebook.data_folder() == root / 'data';"
        "assert list((root / 'data' / 'samples').glob('*.jsonl'));"
        "assert (root / 'data' / 'phrasebook' / phrasebook.LEARNED).is_file();"
        "assert (root / 'py.typed').is_file();"
        "assert (root / 'data' / 'reports' / 'strings.yaml').is_file();"
        "templates = pathlib.Path(coach.__file__).parent / 'reports' / 'templates';"
        "assert {'.j2', '.css', '.js'} == {path.suffix for path in templates.iterdir()};"
        "print(api.create_app().title)"
    )
    done = subprocess.run(
        [str(installed / "python"), "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "phrase-coach", done.stderr
