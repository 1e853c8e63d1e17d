# hoso in a container: the locked requirements, a user without rights, a health check.
FROM debian:12-slim AS build
# Debian's security updates are wanted, not one version of a package.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 python3-venv \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/hoso
COPY requirements.txt ./
RUN python3 -m venv .venv \
 && .venv/bin/python -m pip install --no-cache-dir --require-hashes -r requirements.txt
COPY pyproject.toml README.md prefect.yaml ./
COPY dossier dossier
COPY ocr ocr
COPY identity identity
COPY signing signing
COPY storage storage
COPY flows flows
COPY hoso hoso
# The bytecode is made here: the user of the image may not write it.
RUN .venv/bin/python -m pip install --no-cache-dir --no-deps --no-build-isolation --editable . \
 && .venv/bin/python -m compileall -q dossier ocr identity signing storage flows hoso

FROM debian:12-slim
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 tesseract-ocr tesseract-ocr-vie tesseract-ocr-eng \
    tesseract-ocr-osd poppler-utils fonts-croscore fonts-ocr-b openssl \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home --home-dir /var/lib/hoso --shell /usr/sbin/nologin --uid 10001 hoso
COPY --from=build /opt/hoso /opt/hoso
ENV PATH=/opt/hoso/.venv/bin:$PATH HOSO_HOME=/var/lib/hoso/state OMP_THREAD_LIMIT=1 PYTHONUNBUFFERED=1
# By number, so that an orchestrator can tell that it is not root.
USER 10001
WORKDIR /var/lib/hoso
VOLUME /var/lib/hoso
HEALTHCHECK --interval=60s --timeout=30s --start-period=30s CMD ["hoso", "doctor", "--quick"]
ENTRYPOINT ["hoso"]
CMD ["--help"]
