#!/bin/sh
# Installs the rivals into the folder that is named, in the versions of docs/guide/errors-compared.md and docs/benchmarks/ndjson.md.
# Needs npm, Python 3 with venv, and cargo; the one in Rust takes some minutes to build.
set -eu
folder=${1:?"install.sh FOLDER"}
mkdir -p "$folder/node" "$folder/jirutka"
folder=$(cd "$folder" && pwd)

# Two of them are called ajv, so that one has a folder of its own.
npm install --prefix "$folder/node" --no-audit --no-fund \
    @sourcemeta/jsonschema@16.11.0 ajv-cli@5.0.0 ajv-formats@3.0.1 v8r@5.1.0 @prantlf/jsonlint@16.1.0
npm install --prefix "$folder/jirutka" --no-audit --no-fund @jirutka/ajv-cli@6.0.0 ajv-formats@3.0.1
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install --quiet check-jsonschema==0.39.0 'jsonschema[format]==4.26.0'
cargo install --root "$folder/cargo" --version 0.60.2 jsonschema-cli
