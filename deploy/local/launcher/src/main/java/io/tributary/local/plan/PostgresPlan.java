package io.tributary.local.plan;

import io.tributary.checks.file.NamesCheck;
import io.tributary.checks.file.SourceCheckResult;
import io.tributary.checks.install.ServerBuild;
import io.tributary.checks.targetschema.CatalogName;
import io.tributary.checks.targetschema.CatalogNames;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.SchemaCreators;
import io.tributary.common.plan.SchemaCreators.Creator;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.sql.TrustedNames;
import io.tributary.database.ConnectionSource;
import io.tributary.database.ServerMessage;
import io.tributary.local.catalog.LookConnection;
import io.tributary.local.plan.postgres.ServerPlan;
import io.tributary.local.plan.postgres.ServerRows;
import io.tributary.local.plan.postgres.TargetExtensions;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Plans a PostgreSQL source, whose values move as they are. Rights, replication and references to
 * what stays are for preflight to look at. Writes nothing.
 */
final class PostgresPlan {
  private static final String TABLES =
      """
      SELECT n.nspname, c.relname
        FROM pg_catalog.pg_namespace n
        LEFT JOIN pg_catalog.pg_class c
          ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                          WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
                            AND d.deptype = 'e')
       WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
       ORDER BY 1, 2\
      """;

  private final MovingSource moving;
  private final Source source;
  private final TargetReader target;
  private final SecretReader secrets;
  private final PlanScope scope;

  PostgresPlan(MovingSource moving, TargetReader target, SecretReader secrets, PlanScope scope) {
    this.scope = scope;
    this.target = target;
    this.secrets = secrets;
    this.moving = moving;
    this.source = moving.source();
  }

  PlanText shown() {
    DatabaseAddress place = source.postgres().connection();
    PlanFindings findings = new PlanFindings(source, place.display());
    try (java.sql.Connection connection = open(place)) {
      names(findings, connection);
      whole(findings, place);
      new SchemaCreators(moving, creators(connection))
          .proposals()
          .forEach(proposal -> findings.notice(proposal.finding() + " " + proposal.fix()));
    } catch (SQLException | TributaryException e) {
      findings.unseen(
          "Source "
              + source.name()
              + " ("
              + place.display()
              + ") cannot be read: "
              + ServerMessage.of(e)
              + "."
              + new UnknownDatabase(this::open).question(place, e));
    }
    return findings.shown();
  }

  private void whole(PlanFindings findings, DatabaseAddress place) throws SQLException {
    try (LookConnection database = LookConnection.open(place, secrets, "plan")) {
      ServerPlan plan = ServerPlan.read(moving, database, extensions());
      plan.schemas().forEach(findings::schema);
      plan.notices().forEach(findings::notice);
      findings.problems(plan.problems());
    }
    if (scope.rows()) {
      rows(findings, place);
    }
  }

  private void rows(PlanFindings findings, DatabaseAddress place) throws SQLException {
    try (LookConnection database = LookConnection.snapshot(place, secrets, "plan")) {
      ServerRows rows = ServerRows.read(moving, database);
      findings.sample(rows.sample());
      rows.sample()
          .refused()
          .forEach(
              refused ->
                  findings.problem(
                      refused.told() + " The copy would stop there: correct the rows."));
      rows.unseen().forEach(findings::unseen);
    }
  }

  private TargetExtensions extensions() {
    String shared = moving.migration().target().extensionsSchema();
    try {
      return target.look(
          moving.target(),
          ddl -> {
            Map<String, String> homes = new TreeMap<>();
            for (String row : ddl.texts(TargetExtensions.INSTALLED)) {
              String[] parts = row.split(TargetExtensions.BETWEEN, 2);
              homes.put(parts[0], parts[1]);
            }
            return new TargetExtensions(
                homes,
                Set.copyOf(ddl.texts(TargetExtensions.AVAILABLE)),
                shared,
                ServerBuild.of(ddl.texts(ServerBuild.STATEMENT).get(0)));
          });
    } catch (UnreadableTarget e) {
      // That the target cannot be read is said once, of the target.
      return TargetExtensions.unknown(shared);
    }
  }

  private void names(PlanFindings findings, java.sql.Connection connection) throws SQLException {
    Map<String, List<String>> existing = existing(connection);
    List<TableName> tables =
        existing.entrySet().stream()
            .flatMap(
                schema ->
                    schema.getValue().stream().map(table -> new TableName(schema.getKey(), table)))
            .filter(moving::moves)
            .toList();
    findings
        .notice(
            tables.size()
                + " tables move. Rights, replication and references to what stays are looked at by"
                + " `./tributary check`.")
        .making(made(connection));
    findings.preflight(
        new SourceCheckResult(NamesCheck.look(moving, existing, tables), Optional.empty()));
  }

  /** Every table by its schema; also schemas without any. */
  private static Map<String, List<String>> existing(java.sql.Connection connection)
      throws SQLException {
    Map<String, List<String>> tables = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(TABLES)) {
      while (rows.next()) {
        List<String> here = tables.computeIfAbsent(rows.getString(1), s -> new ArrayList<>());
        Optional.ofNullable(rows.getString(2)).ifPresent(here::add);
      }
    }
    return tables;
  }

  private List<CatalogName> made(java.sql.Connection connection) throws SQLException {
    List<String> answers = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(CatalogNames.ofSource(source))) {
      while (rows.next()) {
        answers.add(rows.getString(1));
      }
    }
    return CatalogNames.madeBy(source, answers);
  }

  private List<Creator> creators(java.sql.Connection connection) throws SQLException {
    List<Creator> creators = new ArrayList<>();
    String[] schemas = source.schemas().stream().map(SchemaMapping::from).toArray(String[]::new);
    try (PreparedStatement statement = connection.prepareStatement(SchemaCreators.TABLES)) {
      statement.setArray(1, connection.createArrayOf("text", schemas));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          creators.add(
              new Creator(new TableName(rows.getString(1), rows.getString(2)), rows.getString(3)));
        }
      }
    }
    return creators;
  }

  private java.sql.Connection open(DatabaseAddress place) throws SQLException {
    PGSimpleDataSource opener =
        ConnectionSource.of(place, secrets, "tributary-plan", Duration.ZERO);
    opener.setReadOnly(true);
    java.sql.Connection connection = opener.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute(TrustedNames.SQL);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}
