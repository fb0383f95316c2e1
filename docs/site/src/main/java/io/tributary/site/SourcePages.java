package io.tributary.site;

import io.tributary.site.reference.CommandReference;
import io.tributary.site.reference.RequestReference;
import io.tributary.site.reference.SchemaReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the text of every page.
 *
 * @param checkout of the project
 */
record SourcePages(Path checkout) {
  private static final String SCHEMA =
      "common/src/main/resources/io/tributary/schema/migration.schema.json";

  /**
   * The pages that the navigation names, in its order.
   *
   * @throws IOException when one cannot be read or made
   */
  List<PageSource> all(SiteNavigation navigation) throws IOException {
    List<PageSource> sources = new ArrayList<>();
    for (String place : navigation.places()) {
      sources.add(new PageSource(place, text(place)));
    }
    return sources;
  }

  private String text(String place) throws IOException {
    return switch (place) {
      case "made/migration-keys.md" -> SchemaReference.of(checkout.resolve(SCHEMA));
      case "made/requests.md" -> RequestReference.of(checkout.resolve("docs/openapi.yaml"));
      case "made/command-options.md" -> CommandReference.ofAll();
      default -> Files.readString(checkout.resolve(place));
    };
  }
}
