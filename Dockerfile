# One image for web, worker, scheduler and preparation.
FROM python:3.13-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=portal.settings.production DATA_DIR=/data

RUN useradd --create-home --uid 1000 portal && mkdir /data && chown portal /data
WORKDIR /portal

COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

COPY --chown=portal . .
RUN python -m portal.core.catalogues

USER portal
VOLUME /data
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--respawn-failed-workers", "--no-ws", "portal.wsgi:application"]
