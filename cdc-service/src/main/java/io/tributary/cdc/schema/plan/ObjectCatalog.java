package io.tributary.cdc.schema.plan;

import io.tributary.checks.targetschema.SchemaObjects;
import io.tributary.database.DatabaseSession;
import java.util.Collection;
import java.util.List;

/** Reads the top-level objects of schemas; members of extensions are not among them. */
public final class ObjectCatalog {
  private static final String OBJECTS =
      SchemaObjects.select(
          "found.oid, i.type, space.nspname, found.name, i.identity, found.kind, found.host", "?");

  private ObjectCatalog() {}

  public static List<CatalogObject> objects(DatabaseSession session, Collection<String> schemas) {
    return session.list(
        OBJECTS,
        row ->
            new CatalogObject(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7)),
        (Object) schemas.toArray(String[]::new));
  }
}
