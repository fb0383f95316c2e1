package io.tributary.orchestrator.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.Direction;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the application of one schema connects from now on. Never a secret.
 *
 * @param source the source that it used, or uses again
 * @param host of the server; null for a file
 * @param port of the server; null for a file
 * @param database of the server; null for a file
 * @param schema the schema, or the database of a Chroma directory
 * @param role the role that owns the schema; null where the migration file does not know it
 * @param path the file or directory; null for a server
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApplicationAccess(
    String source,
    @Nullable String host,
    @Nullable Integer port,
    @Nullable String database,
    String schema,
    @Nullable String role,
    @Nullable String path) {

  /** Of every schema that moves, at the side that is open behind a change of that direction. */
  static List<ApplicationAccess> of(Migration plan, Direction direction) {
    return plan.sources().stream()
        .flatMap(source -> direction == Direction.OUT ? atTarget(plan, source) : atSource(source))
        .toList();
  }

  private static Stream<ApplicationAccess> atTarget(Migration plan, Source source) {
    DatabaseAddress target = plan.target().connection();
    return source.schemas().stream()
        .flatMap(
            mapping -> Stream.concat(Stream.of(mapping.to()), mapping.tables().values().stream()))
        .distinct()
        .sorted()
        .map(
            schema ->
                server(
                    source,
                    target,
                    schema,
                    plan.target().schema(schema).map(TargetSchema::role).orElse(null)));
  }

  private static Stream<ApplicationAccess> atSource(Source source) {
    Stream<String> schemas = source.schemas().stream().map(SchemaMapping::from);
    return source
        .address()
        .map(address -> schemas.map(schema -> server(source, address, schema, null)))
        .orElseGet(() -> source.schemas().stream().map(mapping -> file(source, mapping.from())));
  }

  private static ApplicationAccess server(
      Source source, DatabaseAddress at, String schema, @Nullable String role) {
    return new ApplicationAccess(
        source.name(), at.host(), at.port(), at.database(), schema, role, null);
  }

  private static ApplicationAccess file(Source source, String schema) {
    return new ApplicationAccess(
        source.name(), null, null, null, schema, null, source.filePath().orElse(null));
  }
}
