#!/bin/sh
# What each command line says of the payload with ten faults in docs/guide/example: errors.sh RIVALS, the folder of install.sh.
set -u
rivals=$(cd "${1:?"errors.sh RIVALS"}" && pwd)
here=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp "$here/docs/guide/example/session.schema.json" "$here/docs/guide/example/invalid.json" "$folder"
cd "$folder" || exit 2
export PYTHONWARNINGS=ignore NO_COLOR=1
PATH="$rivals/node/node_modules/.bin:$rivals/python/bin:$rivals/cargo/bin:$here/target/release:$PATH"

# The version, then the command as it is named, its output, and how it ends.
show() {
    printf '## %s\n$ %s\n' "$1" "$2"
    shift 2
    "$@" 2>&1 | sed "s|$folder/||g; s|$folder||g"
    "$@" >out 2>&1
    printf '[exit code %s]\n\n' $?
}

npm_version() { sed -n 's/^  "version": "\(.*\)",$/\1/p' "$rivals/$1/package.json"; }
pip_version() { pip show "$1" 2>/dev/null | sed -n 's/^Version: //p'; }
cargo_version() { cargo install --root "$rivals/cargo" --list | sed -n "s/^$1 v\(.*\):$/\1/p"; }
node=node/node_modules
files='session.schema.json invalid.json'

show "Formwork" "formwork validate --schema $files" formwork validate --schema session.schema.json invalid.json
show "sourcemeta $(npm_version $node/@sourcemeta/jsonschema)" "jsonschema validate --format-assertion $files" \
    "$rivals/$node/.bin/jsonschema" validate --format-assertion session.schema.json invalid.json
show "jsonschema-cli $(cargo_version jsonschema-cli)" "jsonschema-cli validate session.schema.json -i invalid.json --assert-format" \
    jsonschema-cli validate session.schema.json -i invalid.json --assert-format
show "check-jsonschema $(pip_version check-jsonschema)" "check-jsonschema --schemafile $files" \
    check-jsonschema --schemafile session.schema.json invalid.json
# The program of the same name stands first on the path.
show "Python's jsonschema $(pip_version jsonschema)" "jsonschema -i invalid.json session.schema.json" \
    "$rivals/python/bin/jsonschema" -i invalid.json session.schema.json
options='--spec=draft2020 --strict=false -c ajv-formats --all-errors'
# shellcheck disable=SC2086 # they are several
show "ajv-cli $(npm_version $node/ajv-cli)" "ajv validate $options -s session.schema.json -d invalid.json" \
    ajv validate $options -s session.schema.json -d invalid.json
# shellcheck disable=SC2086
show "@jirutka/ajv-cli $(npm_version jirutka/node_modules/@jirutka/ajv-cli)" "ajv validate $options -s $files" \
    "$rivals/jirutka/node_modules/.bin/ajv" validate $options -s session.schema.json invalid.json
show "v8r $(npm_version $node/v8r)" "v8r --schema $files" v8r --schema session.schema.json invalid.json
show "@prantlf/jsonlint $(npm_version $node/@prantlf/jsonlint)" \
    "jsonlint --no-strict --quiet --environment draft-2020-12 --validate $files" \
    jsonlint --no-strict --quiet --environment draft-2020-12 --validate session.schema.json invalid.json
