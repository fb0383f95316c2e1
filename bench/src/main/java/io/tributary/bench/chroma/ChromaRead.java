package io.tributary.bench.chroma;

import io.tributary.bench.contest.MeasuredWork;
import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.result.BenchResult;
import io.tributary.bench.result.RatioSpread;
import io.tributary.bench.stage.BenchStage;
import io.tributary.bench.stage.PeerProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The snapshot of 100,000 vectors with 384 dimensions in a process with 512 MiB of heap. */
public final class ChromaRead implements MeasuredWork {
  private static final int USUAL_ROWS = 100_000;
  private static final int DIMENSION = 384;
  private static final int HEAP_MEBIBYTES = 512;
  private static final double MEBIBYTE = 1 << 20;

  @Override
  public String name() {
    return "chroma-read";
  }

  @Override
  public List<BenchResult> run(BenchOptions options, BenchStage stage) throws Exception {
    int rows = options.rows(USUAL_ROWS);
    Path directory = Files.createDirectories(stage.home().resolve("chroma"));
    options.say(name() + ": writing the directory");
    new ManyVectors(rows, DIMENSION).write(directory);
    List<Double> speeds = new ArrayList<>();
    List<Double> heaps = new ArrayList<>();
    for (int round = 0; round <= options.rounds(); round++) {
      double[] found = read(directory);
      if (found[0] != rows) {
        throw new IllegalStateException("read " + found[0] + " of " + rows + " records");
      }
      options.say(
          String.format(
              Locale.ROOT,
              "%s: %,.0f rows/s, %.0f MiB of heap, %.0f MiB resident",
              name(),
              rows / found[1],
              found[2] / MEBIBYTE,
              found[3] / MEBIBYTE));
      // The first read fills the file cache and installs the capture.
      if (round > 0) {
        speeds.add(rows / found[1]);
        heaps.add(found[2] / MEBIBYTE);
      }
    }
    RatioSpread room = RatioSpread.of(heaps.stream().map(heap -> HEAP_MEBIBYTES / heap).toList());
    double heap = RatioSpread.of(heaps).median();
    options.say(
        String.format(Locale.ROOT, "%s: %,.0f rows/s", name(), RatioSpread.of(speeds).median()));
    return List.of(
        new BenchResult(name(), "-Xmx512m", room, heap, HEAP_MEBIBYTES, "MiB of heap at most"));
  }

  private static double[] read(Path directory) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin");
    String said =
        PeerProgram.run(
            java,
            List.of(
                "java",
                "-Xmx" + HEAP_MEBIBYTES + "m",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                ReaderMain.class.getName(),
                directory.toString()));
    String[] figures = said.lines().reduce((first, last) -> last).orElseThrow().split(" ");
    double[] numbers = new double[figures.length];
    for (int i = 0; i < figures.length; i++) {
      numbers[i] = Double.parseDouble(figures[i]);
    }
    return numbers;
  }
}
