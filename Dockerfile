FROM docker.io/library/python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
# The libraries first: they change less often than the code.
COPY requirements.lock ./
RUN python3 -m venv /opt/venv \
 && /opt/venv/bin/python3 -m pip install --no-deps --require-hashes -r requirements.lock
COPY . .
RUN python3 -m pip wheel --no-deps -w /wheels . \
 && /opt/venv/bin/python3 -m pip install --no-deps /wheels/*.whl

FROM docker.io/library/python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PHRASE_COACH_CACHE=/var/cache/phrase-coach
RUN groupadd --system --gid 10001 coach \
 && useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /srv coach \
 && install -d -o 10001 -g 10001 -m 700 "$PHRASE_COACH_CACHE"
COPY --from=build /opt/venv /opt/venv
WORKDIR /srv
USER 10001:10001
RUN phrase-coach phrasebook prepare && ls "$PHRASE_COACH_CACHE"/*.json
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["python3", "-c", "import urllib.request as r; r.build_opener(r.ProxyHandler({})).open('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["phrase-coach", "serve", "--host", "0.0.0.0", "--port", "8000"]
