package io.tributary.local.plan;

import io.tributary.local.plan.document.LeftEntry;
import io.tributary.local.plan.document.RemarkEntry;
import io.tributary.mapping.remark.MappingRemark;
import io.tributary.mapping.remark.RemarkCode;
import io.tributary.mapping.table.SourceMapping;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is otherwise in the target, and what stays behind, each text once. Pure. */
final class MappedRemarks {
  private static final Set<RemarkCode> STAYS_BEHIND =
      EnumSet.of(RemarkCode.VIRTUAL_TABLE_LEFT_OUT, RemarkCode.TRIGGER_LEFT_OUT);

  private MappedRemarks() {}

  static List<RemarkEntry> changed(SourceMapping mapping) {
    Map<RemarkCode, Map<String, List<String>>> groups = new TreeMap<>();
    mapping.remarks().stream()
        .filter(remark -> !STAYS_BEHIND.contains(remark.code()))
        .forEach(
            remark ->
                groups
                    .computeIfAbsent(remark.code(), code -> new LinkedHashMap<>())
                    .computeIfAbsent(onOneLine(remark.text()), text -> new ArrayList<>())
                    .add(place(remark)));
    List<RemarkEntry> all = new ArrayList<>();
    groups.forEach(
        (code, texts) ->
            texts.forEach((text, places) -> all.add(new RemarkEntry(code.name(), places, text))));
    return all;
  }

  static List<LeftEntry> left(SourceMapping mapping, List<String> excluded) {
    List<LeftEntry> all = new ArrayList<>();
    if (!excluded.isEmpty()) {
      all.add(new LeftEntry(excluded, LeftEntry.EXCLUDED));
    }
    Map<String, List<String>> texts = new LinkedHashMap<>();
    mapping.remarks().stream()
        .filter(remark -> STAYS_BEHIND.contains(remark.code()))
        .forEach(
            remark ->
                texts
                    .computeIfAbsent(onOneLine(remark.text()), t -> new ArrayList<>())
                    .add(remark.table()));
    texts.forEach((text, names) -> all.add(new LeftEntry(names, text)));
    return all;
  }

  private static String place(MappingRemark remark) {
    return remark.column() == null ? remark.table() : remark.table() + "." + remark.column();
  }

  private static String onOneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
