package org.tacheo.datasets;

import java.util.List;
import java.util.function.Supplier;
import org.tacheo.core.DatasetCard;
import org.tacheo.core.Task;
import org.tacheo.datasets.Entry.Origin;
import org.tacheo.datasets.diode.DiodeLayout;
import org.tacheo.datasets.eth3d.Eth3dLayout;
import org.tacheo.datasets.kitti.KittiLayout;
import org.tacheo.datasets.layout.Layout;
import org.tacheo.datasets.nyuv2.Nyuv2Layout;
import org.tacheo.datasets.scannet.ScannetLayout;

/** What is known of each dataset: contents, how to get it, terms. */
final class Catalogue {
  /** Where the authors of Marigold publish the archives (protocol, section 1.1). */
  private static final String ARCHIVES =
      "https://share.phys.ethz.ch/~pf/bingkedata/marigold/evaluation_dataset/";

  private Catalogue() {}

  static List<Entry> entries() {
    return List.of(
        nyuv2(),
        kitti(),
        eth3d(),
        scannet(),
        diode(),
        rendered(nyuv2()),
        rendered(kitti()),
        rendered(eth3d()),
        rendered(scannet()));
  }

  private static Entry nyuv2() {
    return published(
        "nyuv2",
        "NYUv2",
        "nyuv2/nyu_labeled_extracted.tar",
        "654 labelled test images of indoor rooms, 480x640, with raw Kinect depth up to 10 m",
        "for academic use; cite Silberman et al., ECCV 2012",
        Nyuv2Layout::new);
  }

  private static Entry kitti() {
    return published(
        "kitti",
        "KITTI",
        "kitti/kitti_eigen_split_test.tar",
        "652 of the 697 Eigen test images of streets, about 375x1242, with annotated sparse LiDAR"
            + " depth up to 80 m",
        "CC BY-NC-SA 3.0; cite Geiger et al., IJRR 2013, and Uhrig et al., 3DV 2017",
        KittiLayout::new);
  }

  private static Entry eth3d() {
    return published(
        "eth3d",
        "ETH3D",
        "eth3d/eth3d.tar",
        "454 DSLR images of 13 indoor and outdoor scenes, 4032x6048, with laser depth; the archive"
            + " has 49,429,913,600 bytes",
        "CC BY-NC-SA 4.0; cite Schoeps et al., CVPR 2017",
        Eth3dLayout::new);
  }

  private static Entry scannet() {
    return published(
        "scannet",
        "ScanNet",
        "scannet/scannet_val_sampled_800_1.tar",
        "800 images of 271 indoor validation scenes with depth up to 10 m",
        "ScanNet terms of use, agreed to by e-mail to the authors (http://www.scan-net.org); cite"
            + " Dai et al., CVPR 2017",
        ScannetLayout::new);
  }

  private static Entry diode() {
    return published(
        "diode",
        "DIODE",
        "diode/diode_val.tar",
        "771 validation images, 325 indoors and 446 outdoor, 768x1024, with laser depth and masks",
        "MIT; cite Vasiljevic et al., arXiv:1908.00463",
        DiodeLayout::new);
  }

  private static Entry published(
      String id,
      String title,
      String archive,
      String summary,
      String terms,
      Supplier<Layout> layout) {
    String folder = archive.substring(0, archive.lastIndexOf('/') + 1);
    String access =
        "download "
            + ARCHIVES
            + archive
            + " into "
            + folder
            + " of the data folder, and do not unpack it";
    DatasetCard card = new DatasetCard(id, id, Task.DEPTH, title, archive, summary, access, terms);
    return new Entry(card, Origin.PUBLISHED, layout);
  }

  /** The renderer's scenes in the layout and under the archive name of a published dataset. */
  private static Entry rendered(Entry model) {
    DatasetCard like = model.card();
    String id = "rendered-" + like.id();
    String name = like.archive().substring(like.archive().lastIndexOf('/') + 1);
    DatasetCard card =
        new DatasetCard(
            id,
            like.layout(),
            like.task(),
            "Rendered " + like.title(),
            id + "/" + name,
            "rendered scenes with exact depth in the layout of " + like.title(),
            "run \"tacheo datasets render "
                + like.layout()
                + " --out <data folder> --count <n> --seed <s>\"",
            "none: made here");
    return new Entry(card, Origin.RENDERED, model.layout());
  }
}
