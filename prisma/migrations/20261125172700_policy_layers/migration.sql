-- A policy's specification names its layers: game/nets/spec.ts. The weights stay as they are.
UPDATE "Agent" SET spec = jsonb_build_object(
  'actor', jsonb_build_object('input', input, 'layers', layers, 'outputs', old.spec->'actions'),
  'deviation', null,
  'critic', jsonb_build_object('input', input, 'layers', layers, 'outputs', 1)
)
FROM (
  SELECT id, spec,
    jsonb_build_object('kind', 'vector', 'length', spec->'inputs') AS input,
    (
      SELECT coalesce(jsonb_agg(jsonb_build_object('kind', 'dense', 'units', units, 'activation', spec->'activation') ORDER BY place), '[]')
      FROM jsonb_array_elements(spec->'hidden') WITH ORDINALITY AS hidden(units, place)
    ) AS layers
  FROM "Agent"
  WHERE spec->>'kind' = 'mlp'
) AS old
WHERE "Agent".id = old.id;
