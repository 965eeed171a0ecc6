package org.tacheo.datasets.synthetic;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.tacheo.core.DataException;
import org.tacheo.core.ImageSize;

/**
 * Renders the frames of a set on several threads and stores them in their order. Only a few frames
 * are held at a time, fewer the larger they are.
 */
final class Crew {
  /** Pixels of all frames in flight: at about 50 bytes each, 250 MB. */
  private static final long PIXELS_IN_FLIGHT = 5_000_000;

  private final Layout layout;
  private final ImageSize size;
  private final int threads;

  Crew(Layout layout, ImageSize size, int threads) {
    this.layout = layout;
    this.size = size;
    this.threads = threads;
  }

  /**
   * Renders and stores.
   *
   * @param progress told the number of frames stored so far, after each
   * @return the rows of the split list
   */
  List<String> work(List<Turn> turns, Sink sink, IntConsumer progress) throws IOException {
    int room = (int) Math.min(2L * threads, Math.max(1, PIXELS_IN_FLIGHT / size.pixels()));
    ExecutorService workers = Executors.newFixedThreadPool(Math.min(threads, room));
    try {
      return store(turns, room, workers, sink, progress);
    } finally {
      workers.shutdownNow();
    }
  }

  private List<String> store(
      List<Turn> turns, int room, ExecutorService workers, Sink sink, IntConsumer progress)
      throws IOException {
    List<String> rows = new ArrayList<>(turns.size());
    Deque<Future<Layout.Files>> waiting = new ArrayDeque<>();
    Iterator<Turn> next = turns.iterator();
    while (rows.size() < turns.size()) {
      while (waiting.size() < room && next.hasNext()) {
        Turn turn = next.next();
        waiting.add(workers.submit(() -> layout.make(turn, size)));
      }
      Layout.Files files = result(waiting.remove());
      for (Member member : files.members()) {
        sink.put(member);
      }
      rows.add(files.row());
      progress.accept(rows.size());
    }
    return rows;
  }

  private static Layout.Files result(Future<Layout.Files> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException("rendering was interrupted; run it again", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("rendering failed", e.getCause());
    }
  }
}
