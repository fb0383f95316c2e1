package io.tributary.cdc.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Looks at several things at a time, because most of a look is waiting for what answers. */
final class SideBySide {
  private static final int AT_ONCE = 4;

  private SideBySide() {}

  /** What is found of each, in their order; fails as the first look in that order that failed. */
  static <T, R> List<R> each(List<T> things, Function<T, R> look) {
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.max(1, Math.min(AT_ONCE, things.size())));
    try {
      List<CompletableFuture<R>> looks = new ArrayList<>();
      for (T thing : things) {
        looks.add(CompletableFuture.supplyAsync(() -> look.apply(thing), threads));
      }
      return looks.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : e;
    } finally {
      threads.shutdown();
    }
  }
}
