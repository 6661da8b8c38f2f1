"$TUYOU" keywords "$ATLAS" --kind paper --method terms --each --top 4 | head -8
