package io.tributary.files.chroma.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * What the operating system says about the files of a folder. Two equal marks around a read mean
 * that nobody wrote between them.
 *
 * @param newestMillis when the last of them was written, in milliseconds since 1970
 */
record FolderMark(List<String> files, boolean persisted, long newestMillis) {
  static final String HEADER = "header.bin";
  static final String SLOTS = "data_level0.bin";
  static final String NORMS = "length.bin";
  static final String IDS = "index_metadata.pickle";

  static FolderMark of(Path folder) {
    List<String> files = new ArrayList<>();
    boolean persisted = true;
    long newest = 0;
    for (String name : List.of(HEADER, SLOTS, NORMS, IDS)) {
      try {
        BasicFileAttributes file =
            Files.readAttributes(folder.resolve(name), BasicFileAttributes.class);
        files.add(file.size() + " " + file.lastModifiedTime() + " " + file.fileKey());
        newest = Math.max(newest, file.lastModifiedTime().toMillis());
      } catch (NoSuchFileException e) {
        files.add("");
        // Norms are only needed for one kind of distance.
        persisted &= name.equals(NORMS);
      } catch (IOException e) {
        throw ChromaError.IO_ERROR.failure(folder.resolve(name) + " cannot be looked at", e);
      }
    }
    return new FolderMark(files, persisted, newest);
  }
}
