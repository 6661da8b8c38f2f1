printf '房间很干净，服务热情。\n讲解不好，门票又贵。\n今天星期三。\n' | "$TUYOU" perception --text -
