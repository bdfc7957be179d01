# The gateway and the `fairlead` command in one image, as an unprivileged user on a root file system that may be
# read-only. deploy/container/prove.mjs runs these very steps without a container engine; it knows the instructions
# used here, so a new kind of instruction needs a line there.
ARG NODE_IMAGE=node:24-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-audit --no-fund
RUN node_modules/.bin/tsc --build apps/* plugins/*
# What runs needs the dependencies of applications and plugins, and of each package its compiled files.
RUN --mount=type=cache,target=/root/.npm rm -rf node_modules \
  && for folder in apps/* plugins/*; do set -- "$@" "--workspace=$folder"; done \
  && npm ci --omit=dev --ignore-scripts --no-audit --no-fund "$@"
RUN sh deploy/container/prune.sh

# As process 1 Node would ignore a signal that arrives before the gateway listens for it (a roll-back during a slow start
# would wait out the whole grace period), and would adopt processes that it never waits for. tini passes every
# signal on and returns the gateway's exit code. The static build needs nothing of the final image.
FROM ${NODE_IMAGE} AS init
# hadolint ignore=DL3008
RUN apt-get update && apt-get install --yes --no-install-recommends tini

FROM ${NODE_IMAGE}
ARG VERSION=0.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="fairlead" \
  org.opencontainers.image.description="An open AI gateway, governed by a YAML policy." \
  org.opencontainers.image.licenses="MIT" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}" \
  org.opencontainers.image.base.name="docker.io/library/node:24-slim"
WORKDIR /app
COPY --from=init /usr/bin/tini-static /usr/bin/tini
COPY --from=build /src/node_modules ./node_modules
COPY --from=build /src/libs ./libs
COPY --from=build /src/plugins ./plugins
COPY --from=build /src/apps ./apps
COPY package.json LICENSE deploy/container/healthcheck.mjs ./
# The demo on simulated providers: what is mounted at /etc/fairlead takes its place.
COPY config/fairlead.yaml config/policy.yaml /etc/fairlead/
# The one place that is written to: the last policy that was good. On a read-only root it is a volume or a tmpfs.
RUN install --directory --owner=65532 --group=65532 --mode=0700 /var/lib/fairlead
ENV NODE_ENV=production \
  PATH=/app/node_modules/.bin:$PATH \
  FAIRLEAD_CONFIG=/etc/fairlead/fairlead.yaml \
  FAIRLEAD_API_LISTEN=0.0.0.0:8080 \
  FAIRLEAD_ADMIN_LISTEN=0.0.0.0:9090 \
  FAIRLEAD_STATE_DIR=/var/lib/fairlead
USER 65532:65532
EXPOSE 8080 9090
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 CMD ["node", "/app/healthcheck.mjs"]
ENTRYPOINT ["/usr/bin/tini", "--", "node", "--enable-source-maps", "/app/apps/gateway/dist/main.js"]
