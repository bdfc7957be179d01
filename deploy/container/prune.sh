#!/bin/sh
# Leaves of a built tree with production dependencies what a running gateway reads. Run in the root of that tree.
set -eu

# Of each package of this repository: its manifest and its compiled files.
find apps libs plugins -type f -not -path '*/dist/*' -not -name package.json -delete
# Types are for compilers. The maps of our own code stay: stack traces name the lines of the sources.
find apps libs plugins -type f \( -name '*.d.ts' -o -name '*.d.ts.map' -o -name '*.tsbuildinfo' \) -delete
find node_modules -type f \( -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' \) -delete
find apps libs plugins node_modules -type d -empty -delete
