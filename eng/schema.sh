#!/usr/bin/env bash
# Writes what comes from src/Sdk/schema/partition.schema.json: the XML schema, the rules for IDEs, the names of metadata that the tasks know,
# and the tables of docs/project-file.md. Names each file that it changes. A test fails when this was forgotten.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
dotnet run --project "$root/eng/Schema" --configuration Release --verbosity quiet -- "$root"
