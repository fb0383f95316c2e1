package io.tributary.common.plan;

import io.tributary.common.model.TableName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Roles that may create schemas at a source, held against what the file allows their counterparts
 * at the target. An application's connections fail after the switch when it sends {@code CREATE
 * SCHEMA IF NOT EXISTS}, as TypeORM does, and its role has lost that right. Pure.
 *
 * @param moving a PostgreSQL source
 * @param creators owners of its tables that have the right
 */
public record SchemaCreators(MovingSource moving, List<Creator> creators) {

  /** Tables of schemas (the one parameter) whose owners may create schemas, with the owner. */
  public static final String TABLES =
      """
      SELECT n.nspname, c.relname, r.rolname
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_roles r ON r.oid = c.relowner
       WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND n.nspname = ANY (?)
         AND pg_catalog.has_database_privilege(r.oid, current_database(), 'CREATE')
       ORDER BY 1, 2\
      """;

  /** A table and its owner. */
  public record Creator(TableName table, String role) {}

  /**
   * What the file should decide.
   *
   * @param finding what may happen otherwise
   * @param fix what to write
   */
  public record Proposal(String finding, String fix) {}

  /** One for each target schema of which the file says nothing. */
  public List<Proposal> proposals() {
    TreeMap<String, TreeSet<String>> roles = new TreeMap<>();
    for (Creator creator : creators) {
      moving
          .source()
          .targetOf(creator.table())
          .map(TableName::schema)
          .filter(this::undecided)
          .ifPresent(
              schema -> roles.computeIfAbsent(schema, s -> new TreeSet<>()).add(creator.role()));
    }
    return roles.entrySet().stream()
        .flatMap(entry -> proposal(entry.getKey(), entry.getValue()).stream())
        .toList();
  }

  private boolean undecided(String schema) {
    return moving
        .migration()
        .target()
        .schema(schema)
        .filter(target -> target.rights().databaseCreate() == DatabaseCreate.UNSAID)
        .isPresent();
  }

  private Optional<Proposal> proposal(String schema, Set<String> owners) {
    return moving
        .migration()
        .target()
        .schema(schema)
        .map(target -> proposal(schema, target.role(), owners));
  }

  private Proposal proposal(String schema, String role, Set<String> owners) {
    return new Proposal(
        "At the source %s may create schemas, and owns tables that go to schema %s; role %s at the target may not. An application that sends CREATE SCHEMA IF NOT EXISTS on its connections, as n8n and others with TypeORM do for a schema of their own, is refused after the switch though the schema exists."
            .formatted(owners.stream().collect(Collectors.joining(", ")), schema, role),
        "Write database-create: true at target.schemas.%s if the application does so: role %s may then create schemas in database %s, and see no other application's. Write database-create: false if it does not."
            .formatted(schema, role, moving.target().database()));
  }
}
