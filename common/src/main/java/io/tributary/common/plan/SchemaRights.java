package io.tributary.common.plan;

import java.util.List;

/**
 * What the file allows about a schema of the target besides owning it.
 *
 * @param databaseCreate whether the application's role may create schemas
 * @param readers other roles that may read its tables and views
 */
public record SchemaRights(DatabaseCreate databaseCreate, List<String> readers) {
  /** Nothing is said. */
  public static final SchemaRights UNSAID = new SchemaRights(DatabaseCreate.UNSAID);

  public SchemaRights {
    databaseCreate = databaseCreate == null ? DatabaseCreate.UNSAID : databaseCreate;
    readers = readers == null ? List.of() : List.copyOf(readers);
  }

  /** Nobody else reads it. */
  public SchemaRights(DatabaseCreate databaseCreate) {
    this(databaseCreate, List.of());
  }
}
