package org.tacheo.eval.run;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.tacheo.core.DataException;
import org.tacheo.eval.journal.RunFolder;
import org.tacheo.eval.metric.PixelErrors;
import org.tacheo.eval.result.Unit;

/** Errors in the folder of a run, each in a file that is named by its digest. */
final class FolderErrors implements ErrorStore {
  private final Path folder;
  private final Function<byte[], String> writer;
  private final Map<Key, String> digests = new ConcurrentHashMap<>();

  private FolderErrors(Path folder, Function<byte[], String> writer, Collection<Unit> units) {
    this.folder = folder;
    this.writer = writer;
    units.forEach(this::register);
  }

  /** Of a run that goes on. */
  static FolderErrors of(RunFolder run) {
    return new FolderErrors(run.path(), run::addErrors, run.found());
  }

  /** Of a run that is only read. */
  static FolderErrors of(Path folder, Collection<Unit> units) {
    return new FolderErrors(
        folder,
        bytes -> {
          throw new IllegalStateException(folder + " is only read");
        },
        units);
  }

  private void register(Unit unit) {
    unit.verdicts()
        .forEach(
            verdict ->
                verdict
                    .errors()
                    .ifPresent(digest -> digests.put(Key.of(unit, verdict.protocol()), digest)));
  }

  @Override
  public String put(Key key, PixelErrors errors) {
    String digest = writer.apply(errors.bytes());
    digests.put(key, digest);
    return digest;
  }

  @Override
  public PixelErrors get(Key key) {
    String digest = digests.get(key);
    String where = key.dataset() + "/" + key.sample() + " under " + key.protocol();
    if (digest == null) {
      throw new DataException(where + ": no pixel errors were kept; run the evaluation again");
    }
    return PixelErrors.parse(RunFolder.errors(folder, digest), where);
  }

  @Override
  public void close() {
    // Every file is closed where it is read or written.
  }
}
