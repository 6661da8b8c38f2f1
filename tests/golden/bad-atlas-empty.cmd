: >empty.atlas; "$TUYOU" plan empty.atlas --theme 石刻
