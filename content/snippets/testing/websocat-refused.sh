websocat ws://localhost:8888/ws/projects/invalid < /dev/null
echo "exit $?"
websocat -vv ws://localhost:8888/ws/projects/invalid < /dev/null 2>&1 | grep 'close message'
