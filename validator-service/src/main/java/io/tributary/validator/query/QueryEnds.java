package io.tributary.validator.query;

import io.tributary.access.grant.ServiceGrants;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.query.TimedQuery;
import io.tributary.common.plan.source.Source;
import io.tributary.database.SchemaLogin;
import io.tributary.validator.run.RunContext;
import io.tributary.validator.source.end.WatchedSource;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Opens both sides of a query; the caller closes them. */
record QueryEnds(WatchedSource watched, RunContext context) {

  /** The source, as the role of the migration. */
  QueryEnd source(TimedQuery query) {
    Source real = ServiceGrants.configured().real(watched.plan());
    return switch (real.kind()) {
      case POSTGRESQL -> {
        DatabaseAddress address = real.postgres().connection();
        yield database(
            address,
            place(query, "at-source", "the source " + shown(address, address.user())),
            query.atSource(),
            Optional.empty());
      }
      case SQLITE -> {
        String path = real.filePath().orElseThrow();
        yield new FileQuery(
            Path.of(path),
            place(query, "at-source", "the source, the file " + path),
            query.atSource(),
            context.executor());
      }
      case CHROMA ->
          throw place(query, "at-source", "the source")
              .failed("a Chroma directory has no SQL", null);
    };
  }

  /** The target, as the role of the schema that the source moves to first. */
  QueryEnd target(TimedQuery query) {
    MigrationTarget target = watched.migration().target();
    String schema = watched.plan().schemas().get(0).to();
    SchemaLogin login =
        SchemaLogin.of(
            target,
            schema,
            Objects.requireNonNull(
                target.schemas().get(schema), "the file's check holds that it is there"));
    return database(
        login.address(),
        place(query, "at-target", "the target " + shown(login.address(), login.role())),
        query.atTarget(),
        login.acting());
  }

  private QueryEnd database(
      DatabaseAddress address, QueryPlace place, String sql, Optional<String> role) {
    return new DatabaseQuery(
        context.sessions().openForQueries(address, place.limitMillis()), place, sql, role);
  }

  private static String shown(DatabaseAddress address, String role) {
    return address.display() + " as role " + role;
  }

  private QueryPlace place(TimedQuery query, String side, String place) {
    return new QueryPlace(
        query, side, place, watched.migration().cutover().queryLimits().eachMillis());
  }
}
