"$TUYOU" query "$ATLAS" --sql "
  SELECT DISTINCT t.subject AS what, t.value AS time, h.object AS place,
    round(min(distance_km(p.lat_deg, p.lon_deg, c.lat_deg, c.lon_deg)), 1) AS km
  FROM v_facts t JOIN v_facts h ON h.subject_id = t.subject_id AND h.predicate = 'held_at'
    JOIN v_places p ON p.entity_id = h.object_id JOIN v_places c ON c.entity = '大足城区'
  WHERE t.predicate = 'held_time' AND t.value GLOB 'lunar 02*'
  GROUP BY what, time, place HAVING km < 30 ORDER BY km, time"
