package io.tributary.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** What the search looks through: the text of every section, as a script that only holds it. */
final class SearchIndex {
  private SearchIndex() {}

  /** The script, which pages opened as files can load too, as they could not with JSON. */
  static String of(List<RenderedPage> pages) {
    List<Entry> entries =
        pages.stream()
            .flatMap(
                page ->
                    page.sections().stream()
                        .map(
                            section ->
                                new Entry(
                                    page.title(),
                                    section.title(),
                                    page.source().file() + "#" + section.anchor(),
                                    section.text())))
            .toList();
    try {
      return "self.tributarySections = " + new ObjectMapper().writeValueAsString(entries) + ";\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts are always JSON", e);
    }
  }

  /** One section as the script has it. */
  private record Entry(String page, String title, String at, String text) {}
}
