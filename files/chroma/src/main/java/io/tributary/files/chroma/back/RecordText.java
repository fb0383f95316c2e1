package io.tributary.files.chroma.back;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.common.json.Json;
import io.tributary.mapping.conversion.SourceValue;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the text of a record, that is of everything but its vector, as Chroma keeps it:
 * document and uri are keys of the metadata. Pure.
 *
 * @param replaced what is replaced; the rest stays as it is
 * @param members what comes, by key
 */
record RecordText(Set<Part> replaced, Map<String, RecordMetadata.Member> members) {
  /** Nothing changes. */
  static final RecordText UNCHANGED = new RecordText(Set.of(), Map.of());

  /** A part that changes as a whole. */
  enum Part {
    DOCUMENT("document"),
    URI("uri"),
    /** All keys of the user's. */
    METADATA("metadata");

    private final String column;

    Part(String column) {
      this.column = column;
    }

    /** The column that the connector gives it, and the key behind {@code chroma:}. */
    String column() {
      return column;
    }

    /** Its key; the metadata has those of the user. */
    String key() {
      return RecordMetadata.RESERVED + column;
    }
  }

  /**
   * Of the values of a row.
   *
   * @param changed by column
   * @throws io.tributary.files.sqlite.back.RowRefused Chroma has no place for it
   */
  static RecordText of(Map<String, SourceValue> changed) {
    Set<Part> replaced = EnumSet.noneOf(Part.class);
    Map<String, RecordMetadata.Member> members = new LinkedHashMap<>();
    for (Part part : Part.values()) {
      if (changed.containsKey(part.column())) {
        replaced.add(part);
        text(changed.get(part.column())).ifPresent(text -> members.putAll(members(part, text)));
      }
    }
    return new RecordText(replaced, members);
  }

  private static Optional<String> text(@Nullable SourceValue value) {
    return value instanceof SourceValue.Text text ? Optional.of(text.value()) : Optional.empty();
  }

  private static Map<String, RecordMetadata.Member> members(Part part, String text) {
    return part == Part.METADATA
        ? RecordMetadata.of(text).members()
        : Map.of(
            part.key(), new RecordMetadata.Member(false, List.of(RecordMetadata.Value.of(text))));
  }

  /** The document that comes. */
  Optional<SourceValue> document() {
    return Optional.ofNullable(members.get(Part.DOCUMENT.key()))
        .map(member -> member.values().get(0).stored());
  }

  /** As it stands in the queue. */
  String json() {
    ObjectNode object = Json.mapper().createObjectNode();
    members.forEach((key, member) -> object.set(key, member.json()));
    return Json.text(object);
  }
}
