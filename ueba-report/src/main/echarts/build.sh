#!/usr/bin/env bash
#
# Rebuilds ../resources/dev/ueba/report/echarts.min.js from npm. Needs Node.js 18 or later and the npm registry; the build of
# the library does not: the file is checked in. The versions are those of package-lock.json, so the bytes are the same again.
# `build.sh --check` builds into target and compares.

set -Eeuo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

TARGET=../resources/dev/ueba/report/echarts.min.js
BUILD=../../../target/echarts
rm -rf "$BUILD"
mkdir -p "$BUILD"
cp package.json package-lock.json entry.js "$BUILD"
(cd "$BUILD" && npm ci --no-audit --no-fund --ignore-scripts >/dev/null 2>&1)

banner="/* Apache ECharts 6.1.0, Copyright 2017-2026 The Apache Software Foundation, Apache License 2.0, https://echarts.apache.org/"
banner+=" - with zrender 6.1.0, Copyright 2017 Baidu Inc., BSD 3-Clause; parts of d3.js, Copyright 2010-2016 Mike Bostock, BSD 3-Clause;"
banner+=" tslib 2.3.0, Copyright Microsoft Corporation, 0BSD. Bundled for ueba from the parts that src/main/echarts/entry.js names. */"
"$BUILD/node_modules/.bin/esbuild" "$BUILD/entry.js" --bundle --minify --format=iife --global-name=uebaCharts \
    --target=es2020 --legal-comments=none --charset=ascii --banner:js="$banner" --outfile="$BUILD/echarts.min.js" --log-level=warning

# What would end the script element it is put into.
if grep -qiE '</script|<!--' "$BUILD/echarts.min.js"; then
    echo 'the bundle holds text that ends a script element' >&2
    exit 1
fi
if [ "${1:-}" = --check ]; then
    cmp "$BUILD/echarts.min.js" "$TARGET"
else
    cp "$BUILD/echarts.min.js" "$TARGET"
    {
        cat "$BUILD/node_modules/echarts/LICENSE"
        printf '\n\n======================== NOTICE ========================\n\n'
        cat "$BUILD/node_modules/echarts/NOTICE"
        printf '\n\n======================== d3.js ========================\n\n'
        cat "$BUILD/node_modules/echarts/licenses/LICENSE-d3"
        printf '\n\n======================== zrender ========================\n\n'
        cat "$BUILD/node_modules/zrender/LICENSE"
        printf '\n\n======================== tslib ========================\n\n'
        cat "$BUILD/node_modules/tslib/LICENSE.txt"
    } | tr -d '\r' >../resources/dev/ueba/report/echarts-LICENSE.txt
fi
wc -c "$BUILD/echarts.min.js"
