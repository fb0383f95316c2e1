package io.tributary.common.plan;

import java.util.List;

/**
 * What the file allows about a schema of the target besides owning it.
 *
 * @param databaseCreate whether the application's role may create schemas
 * @param readers other roles that may read its tables and views
 * @param functionsUnverified whether functions that the application may have written are run by
 *     Tributary's role, although it may do everything in the target
 */
public record SchemaRights(
    DatabaseCreate databaseCreate, List<String> readers, boolean functionsUnverified) {
  /** Nothing is said. */
  public static final SchemaRights UNSAID = new SchemaRights(DatabaseCreate.UNSAID);

  public SchemaRights {
    databaseCreate = databaseCreate == null ? DatabaseCreate.UNSAID : databaseCreate;
    readers = readers == null ? List.of() : List.copyOf(readers);
  }

  /** No functions but PostgreSQL's own are run. */
  public SchemaRights(DatabaseCreate databaseCreate, List<String> readers) {
    this(databaseCreate, readers, false);
  }

  /** Nobody else reads it. */
  public SchemaRights(DatabaseCreate databaseCreate) {
    this(databaseCreate, List.of());
  }
}
