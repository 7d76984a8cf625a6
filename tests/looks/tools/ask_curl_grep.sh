#!/bin/sh
# Answer as a plain `curl | grep` does: python tests/looks/run.py -- sh tests/looks/tools/ask_curl_grep.sh
# It has no memory: what grep does not find is gone, unless curl itself failed.
[ "$LOOK_PHASE" = now ] || exit 0
if [ -n "$LOOK_FOLDER" ]; then
    if grep -rqF -- "$LOOK_WORDS" "$LOOK_FOLDER"; then echo shown; else echo gone; fi
    exit 0
fi
page=$(curl -sfL --compressed --max-time 20 -- "$LOOK_URL" | tr -d '\000') || true
case $(curl -sL -o /dev/null --max-time 20 -w '%{http_code}' -- "$LOOK_URL") in
2* | 404 | 410) ;;
*) echo cannot tell; exit 0 ;;
esac
if printf %s "$page" | grep -qF -- "$LOOK_WORDS"; then echo shown; else echo gone; fi
