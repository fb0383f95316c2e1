package io.tributary.files.chroma.back;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.common.json.Json;
import io.tributary.mapping.conversion.SourceValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a record says besides its vector, as Chroma keeps it: document and uri are keys of the
 * metadata. Pure.
 *
 * @param document empty without one
 * @param members by key, document and uri among them
 */
record RecordText(Optional<String> document, Map<String, RecordMetadata.Member> members) {
  /** Of a record that is gone. */
  static final RecordText NOTHING = new RecordText(Optional.empty(), Map.of());

  private static final String DOCUMENT = RecordMetadata.RESERVED + "document";
  private static final String URI = RecordMetadata.RESERVED + "uri";

  /**
   * Of the values of a row.
   *
   * @throws io.tributary.files.sqlite.back.RowRefused Chroma has no place for it
   */
  static RecordText of(
      @Nullable SourceValue document, @Nullable SourceValue uri, @Nullable SourceValue metadata) {
    Map<String, RecordMetadata.Member> members = new LinkedHashMap<>();
    text(metadata).map(RecordMetadata::of).ifPresent(found -> members.putAll(found.members()));
    text(document).ifPresent(text -> members.put(DOCUMENT, plain(text)));
    text(uri).ifPresent(text -> members.put(URI, plain(text)));
    return new RecordText(text(document), members);
  }

  private static Optional<String> text(@Nullable SourceValue value) {
    return value instanceof SourceValue.Text text ? Optional.of(text.value()) : Optional.empty();
  }

  private static RecordMetadata.Member plain(String text) {
    return new RecordMetadata.Member(false, List.of(RecordMetadata.Value.of(text)));
  }

  /** As it stands in the queue. */
  String json() {
    ObjectNode object = Json.mapper().createObjectNode();
    members.forEach((key, member) -> object.set(key, member.json()));
    return Json.text(object);
  }
}
