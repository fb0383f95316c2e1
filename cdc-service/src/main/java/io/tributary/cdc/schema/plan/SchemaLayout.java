package io.tributary.cdc.schema.plan;

import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The schemas of a source with their places at the target and the roles that own them there.
 *
 * @param moving the source
 */
public record SchemaLayout(MovingSource moving) {

  /** The migration. */
  public Migration migration() {
    return moving.migration();
  }

  /** The source. */
  public Source source() {
    return moving.source();
  }

  /** The source's stream. */
  public StreamId stream() {
    return moving.stream();
  }

  /** The schemas at the source. */
  public List<String> origins() {
    return source().schemas().stream().map(SchemaMapping::from).distinct().toList();
  }

  /** The schemas at the target that this source fills, main ones first. */
  public List<String> destinations() {
    return List.copyOf(destinationsOf(source()));
  }

  /** The target schemas that a source schema's objects go to. */
  public Set<String> destinationsOf(String origin) {
    Set<String> found = new LinkedHashSet<>();
    source().schemas().stream()
        .filter(mapping -> mapping.from().equals(origin))
        .forEach(
            mapping -> {
              found.add(mapping.to());
              found.addAll(mapping.tables().values());
            });
    return found;
  }

  /** The main target schema of a source schema. */
  public String mainDestination(String origin) {
    return source().schemas().stream()
        .filter(mapping -> mapping.from().equals(origin))
        .findFirst()
        .orElseThrow()
        .to();
  }

  /** Where an object of a source schema goes; what is not named like a table goes to the main. */
  public String destination(String origin, CatalogObject object) {
    String named = object.host().isEmpty() ? object.name() : object.host();
    boolean followsTables = object.isNamedLikeTables() || !object.host().isEmpty();
    return Optional.of(new TableName(origin, named))
        .filter(table -> followsTables)
        .flatMap(source()::targetOf)
        .map(TableName::schema)
        .orElseGet(() -> mainDestination(origin));
  }

  /** The application's role in a target schema. */
  public TargetSchema application(String destination) {
    TargetSchema schema = migration().target().schemas().get(destination);
    if (schema == null) {
      throw new TributaryException(
          SchemaError.NO_ROLE,
          "Source "
              + source().name()
              + " goes to the target schema "
              + destination
              + ", which has no role. Name its role under target.schemas in the migration file.",
          Map.of("source", source().name(), "schema", destination));
    }
    return schema;
  }

  /** The target schemas that nothing moves into; they go with the first source. */
  public List<String> prepared() {
    return migration().sources().get(0).name().equals(source().name()) ? allPrepared() : List.of();
  }

  private List<String> allPrepared() {
    return migration().target().schemas().entrySet().stream()
        .filter(schema -> schema.getValue().prepare() != null)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** The name of the application's role in a target schema. */
  public String roleOf(String destination) {
    return application(destination).role();
  }

  /** Whether the application has made the tables that this source fills. */
  public boolean intoExistingTables() {
    return source().intoExistingTables();
  }

  /** The roles of this source's target schemas. */
  public List<ApplicationRole> roles() {
    return rolesOf(destinations());
  }

  /** The roles of target schemas. */
  public List<ApplicationRole> rolesOf(List<String> schemas) {
    return schemas.stream()
        .map(destination -> application(destination).role())
        .distinct()
        .map(this::role)
        .toList();
  }

  private ApplicationRole role(String name) {
    List<String> schemas = new ArrayList<>();
    for (Source other : migration().sources()) {
      destinationsOf(other).stream()
          .filter(schema -> migration().target().schemas().containsKey(schema))
          .filter(schema -> application(schema).role().equals(name))
          .filter(schema -> !schemas.contains(schema))
          .forEach(schemas::add);
    }
    allPrepared().stream()
        .filter(schema -> application(schema).role().equals(name))
        .forEach(schemas::add);
    return new ApplicationRole(
        name,
        schemas.stream()
            .map(schema -> application(schema).password())
            .filter(Objects::nonNull)
            .findFirst(),
        schemas);
  }

  private static Set<String> destinationsOf(Source source) {
    Set<String> found = new LinkedHashSet<>();
    source.schemas().forEach(mapping -> found.add(mapping.to()));
    source.schemas().stream()
        .flatMap(mapping -> mapping.tables().values().stream())
        .sorted(Comparator.naturalOrder())
        .forEach(found::add);
    return found;
  }
}
