# One image for web, worker, beat and the database's upkeep commands.
FROM node:22-bookworm-slim AS assets
WORKDIR /assets
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM python:3.11-slim-bookworm
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 \
    DJANGO_SETTINGS_MODULE=kawagoe_mynumber.settings.production
WORKDIR /app
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin app \
 && install -d -o app -g app -m 0700 /keyring
COPY requirements.lock ./
RUN pip install --require-hashes -r requirements.lock
COPY --from=assets /assets/node_modules ./node_modules
COPY manage.py ./
COPY kawagoe_mynumber ./kawagoe_mynumber
COPY apps ./apps
COPY templates ./templates
COPY static ./static
COPY fixtures ./fixtures
RUN DJANGO_SETTINGS_MODULE=kawagoe_mynumber.settings.build python manage.py collectstatic --no-input
USER app
EXPOSE 8000
CMD ["gunicorn", "-c", "kawagoe_mynumber/gunicorn.py", "-b", "0.0.0.0:8000"]
