package io.tributary.local.demo.setup;

import io.tributary.local.demo.sample.DemoSample;
import io.tributary.local.demo.sample.LegacyKind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The migration file of the demo. Pure.
 *
 * @param samples what moves
 * @param legacyPort of the PostgreSQL with the legacy databases
 * @param targetPort of the PostgreSQL that everything moves to
 * @param runDirectory with the directory of each application, holding its .env file
 * @param wayBack whether the sources follow the target behind a cutover
 * @param pooler through which the applications of PostgreSQL samples connect
 */
public record DemoMigrationFile(
    List<DemoSample> samples,
    int legacyPort,
    int targetPort,
    Path runDirectory,
    boolean wayBack,
    Optional<DemoPooler> pooler) {
  public static final String MIGRATION = "demo";
  public static final String TARGET_DATABASE = "unified";
  private static final String SUPERUSER = "postgres";

  /** Writers, databases and services share one machine, on which others may be at work, too. */
  private static final int LIMIT_MILLIS = 30_000;

  /** Twice the streams are to be seen running on it. */
  private static final int WAY_BACK_LIMIT_MILLIS = 60_000;

  public Path envFile(DemoSample sample) {
    return runDirectory.resolve(sample.application()).resolve(".env");
  }

  /** The legacy database of a sample that is a file or a directory. */
  public Path file(DemoSample sample) {
    String name = sample.kind() == LegacyKind.CHROMA ? "chroma" : sample.name() + ".db";
    return runDirectory.resolve(sample.application()).resolve(name);
  }

  public String migrationFile() {
    return """
    migration: %s
    target:
      connection: %s
      schemas:
    %s
    sources:
    %s
    cutover:
      time-limit-millis: %d
    %svalidation: {pause-between-passes-millis: 1000}
    """
        .formatted(
            MIGRATION,
            connection(targetPort, TARGET_DATABASE, DemoSecrets.TARGET),
            lines(this::schemas),
            lines(this::source),
            wayBack ? WAY_BACK_LIMIT_MILLIS : LIMIT_MILLIS,
            switching());
  }

  /** Applications behind the pooler keep their address. */
  private String switching() {
    List<String> actions =
        applications()
            .map(application -> application.stream().filter(sample -> !pooled(sample)).toList())
            .filter(application -> !application.isEmpty())
            .map(this::action)
            .toList();
    return actions.isEmpty() ? "" : "  switch:\n" + String.join("\n", actions) + "\n";
  }

  /** Whether the application of a sample connects through the pooler. */
  public boolean pooled(DemoSample sample) {
    return pooler.isPresent() && DemoPooler.takes(sample);
  }

  private String lines(Function<DemoSample, String> part) {
    return samples.stream().map(part).distinct().collect(Collectors.joining("\n"));
  }

  private String schemas(DemoSample sample) {
    return sample.schemas().stream()
        .map(
            schema ->
                "    %s: {role: %s, password: {env: %s}%s}"
                    .formatted(
                        schema,
                        sample.application(),
                        DemoSecrets.variable(sample),
                        databaseCreate(sample)))
        .collect(Collectors.joining("\n"));
  }

  /** Preflight asks for a decision where the source's owners may create schemas. */
  private static String databaseCreate(DemoSample sample) {
    return sample.kind() == LegacyKind.POSTGRESQL
        ? ", database-create: " + sample.createsSchema()
        : "";
  }

  private String source(DemoSample sample) {
    Map<String, String> tables = new TreeMap<>(sample.elsewhere());
    String elsewhere =
        tables.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .collect(Collectors.joining(", "));
    return """
    - name: %s
      kind: %s
      %s
      schemas:
        - {from: %s, to: %s%s}%s%s%s\
    """
        .formatted(
            sample.name(),
            sample.kind().word(),
            place(sample),
            sample.kind().schema(),
            sample.schema(),
            elsewhere.isEmpty() ? "" : ", tables: {" + elsewhere + "}",
            wayBack ? "\n  way-back: replicate" : "",
            pooler.filter(each -> pooled(sample)).map(each -> entry(each, sample)).orElse(""),
            sample.rules().isEmpty() ? "" : "\n" + rules(sample))
        .indent(2)
        .stripTrailing();
  }

  private static String entry(DemoPooler pooler, DemoSample sample) {
    return """

      pooler:
        kind: pgbouncer
        admin: {host: 127.0.0.1, port: %d, user: %s, password: {env: %s}, tls: disable}
        file: "%s"
        databases: {%s: {schema: %s}}\
    """
        .formatted(
            pooler.port(),
            DemoPooler.ADMIN,
            DemoPooler.PASSWORD,
            pooler.entries(sample),
            sample.name(),
            sample.schema());
  }

  private String rules(DemoSample sample) {
    String directory = file(sample).resolveSibling("").toString();
    return sample.rules().replace("{directory}", directory).indent(2).stripTrailing();
  }

  private String place(DemoSample sample) {
    return switch (sample.kind()) {
      case POSTGRESQL -> "connection: " + connection(legacyPort, sample.name(), DemoSecrets.LEGACY);
      case SQLITE -> "file: \"" + file(sample) + "\"";
      case CHROMA -> "directory: \"" + file(sample) + "\"";
    };
  }

  /** The samples of each application, in their order. */
  private Stream<List<DemoSample>> applications() {
    return samples.stream()
        .collect(
            Collectors.groupingBy(DemoSample::application, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream();
  }

  /** An application switches all of its databases at once. */
  private String action(List<DemoSample> application) {
    String settings =
        application.stream()
            .map(
                sample ->
                    "%s: \"postgresql://%s:${env:%s}@127.0.0.1:%d/%s\""
                        .formatted(
                            sample.variable(),
                            sample.application(),
                            DemoSecrets.variable(sample),
                            targetPort,
                            TARGET_DATABASE))
            .collect(Collectors.joining(", "));
    return "    - env-file: {path: \"%s\", set: {%s}}"
        .formatted(envFile(application.get(0)), settings);
  }

  private static String connection(int port, String database, String passwordVariable) {
    return "{host: 127.0.0.1, port: %d, database: %s, user: %s, password: {env: %s}}"
        .formatted(port, database, SUPERUSER, passwordVariable);
  }
}
