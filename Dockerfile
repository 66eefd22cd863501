# Lexgap from its checkout, with the dependencies of the locks.
FROM python:3.11-slim
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN make setup && useradd --create-home lexgap && mkdir /data && chown lexgap /data
USER lexgap
ENV PATH=/app/.venv/bin:$PATH LEXGAP_HOME=/data LEXGAP_HOST=0.0.0.0
VOLUME /data
EXPOSE 8000
CMD ["lexgap", "serve"]
