"$TUYOU" plan "$ATLAS" --days 1 --start 大足南站 --return --choose --include 卧佛院,毗卢洞,华严洞,木门寺,茗山寺,孔雀洞,宝顶山,北山,石篆山石刻,龙水湖
