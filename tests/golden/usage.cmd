"$TUYOU" frobnicate; echo "exit code $?"
"$TUYOU" plan; echo "exit code $?"
"$TUYOU" show "$ATLAS"; echo "exit code $?"
"$TUYOU" plan "$ATLAS" --frob; echo "exit code $?"
"$TUYOU" --version
