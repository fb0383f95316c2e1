package io.tributary.common.plan.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.common.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;

class MigrationSchemaTest {

  @ParameterizedTest
  @EnumSource(SectionKeys.class)
  void hasTheParsersKeysAndNoOthers(SectionKeys section) throws IOException {
    // given
    JsonNode schema = sectionOf(section);

    // when
    List<String> properties =
        new ArrayList<>(schema.get("properties").propertyStream().map(Map.Entry::getKey).toList());
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(key -> required.add(key.asText()));

    // then
    assertThat(properties).containsExactlyInAnyOrderElementsOf(section.keys());
    assertThat(required).containsExactlyInAnyOrderElementsOf(section.required());
    assertThat(schema.get("additionalProperties").asBoolean(true)).isFalse();
  }

  @Test
  void hasNoSectionThatTheParserDoesNotRead() throws IOException {
    // given
    List<String> sections =
        Arrays.stream(SectionKeys.values())
            .filter(section -> section != SectionKeys.FILE)
            .map(MigrationSchemaTest::definition)
            .toList();

    // then
    assertThat(schema().get("$defs").propertyStream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrderElementsOf(sections);
  }

  @Test
  void describesEveryKey() throws IOException {
    // given
    TreeSet<String> undescribed = new TreeSet<>();

    // when
    for (SectionKeys section : SectionKeys.values()) {
      sectionOf(section)
          .get("properties")
          .propertyStream()
          .filter(property -> property.getValue().path("description").asText().isBlank())
          .forEach(property -> undescribed.add(definition(section) + "." + property.getKey()));
    }

    // then
    assertThat(undescribed).isEmpty();
  }

  @Test
  void acceptsTheDocumentedExample() throws IOException {
    // given
    String example = ExampleFile.text();

    // when
    JsonNode document = Json.mapper().valueToTree(new Yaml().<Object>load(example));

    // then
    assertThat(MigrationSchemaCheck.errors(schema(), document)).isEmpty();
    assertThat(MigrationFile.parse(example).sources()).hasSize(2);
  }

  @Test
  void tellsTheKindsOfSourceApart() throws IOException {
    // given
    ObjectNode document = Json.mapper().valueToTree(new Yaml().<Object>load(ExampleFile.sqlite()));
    List<String> good = MigrationSchemaCheck.errors(schema(), document);

    // when
    ObjectNode source = (ObjectNode) document.at("/sources/0");
    source.putObject("connection");
    source.remove("file");
    List<String> bad = MigrationSchemaCheck.errors(schema(), document);
    source.put("kind", "postgresql");
    List<String> other = MigrationSchemaCheck.errors(schema(), document);
    source.put("kind", "chroma");
    List<String> third = MigrationSchemaCheck.errors(schema(), document);

    // then
    assertThat(third).anyMatch(e -> e.contains("lacks \"directory\""));
    assertThat(third).anyMatch(e -> e.contains(".zone: not allowed"));
    assertThat(good).isEmpty();
    assertThat(bad).anyMatch(e -> e.contains(".connection: not allowed"));
    assertThat(bad).anyMatch(e -> e.contains("lacks \"file\""));
    assertThat(other).anyMatch(e -> e.contains(".zone: not allowed"));
  }

  @Test
  void refusesWhatTheParserRefuses() throws IOException {
    // given
    ObjectNode document = Json.mapper().valueToTree(new Yaml().<Object>load(ExampleFile.text()));

    // when
    document.put("migration", "Not A Name");
    ((ObjectNode) document.get("target")).put("extension-schema", "public");
    ((ObjectNode) document.at("/sources/0")).remove("kind");
    ((ObjectNode) document.at("/sources/1/connection")).put("password", "plain");

    // then
    assertThat(MigrationSchemaCheck.errors(schema(), document))
        .anyMatch(error -> error.startsWith(".migration"))
        .anyMatch(error -> error.startsWith(".target.extension-schema"))
        .anyMatch(error -> error.contains("lacks \"kind\""))
        .anyMatch(error -> error.contains(".password: no object"));
  }

  private static JsonNode sectionOf(SectionKeys section) throws IOException {
    return section == SectionKeys.FILE ? schema() : schema().get("$defs").get(definition(section));
  }

  private static String definition(SectionKeys section) {
    return section.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static JsonNode schema() throws IOException {
    try (InputStream in =
        MigrationFile.class.getResourceAsStream("/io/tributary/schema/migration.schema.json")) {
      return Json.mapper().readTree(in);
    }
  }
}
