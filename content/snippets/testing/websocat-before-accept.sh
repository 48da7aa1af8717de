websocat "$BASE$PATH_" < /dev/null
