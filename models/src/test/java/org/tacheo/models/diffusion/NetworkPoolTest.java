package org.tacheo.models.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tacheo.models.diffusion.NetworkPool.Loan;

class NetworkPoolTest {
  private final List<String> opened = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final NetworkPool<String> pool = new NetworkPool<>(closed::add);

  private Loan<String> borrow(String name) {
    return pool.borrow(
        name,
        () -> {
          opened.add(name);
          return name;
        });
  }

  @Test
  void opensOnceAndClosesWhenTheLastIsGivenBack() {
    Loan<String> one = borrow("a");
    Loan<String> two = borrow("a");
    assertThat(one.networks()).isSameAs(two.networks());
    assertThat(opened).containsExactly("a");

    one.giveBack().run();
    assertThat(closed).isEmpty();
    two.giveBack().run();
    assertThat(closed).containsExactly("a");
    assertThat(borrow("a").networks()).isEqualTo("a");
    assertThat(opened).as("opened anew").containsExactly("a", "a");
  }

  @Test
  void keepsOthersApart() {
    Loan<String> one = borrow("a");
    borrow("b");
    one.giveBack().run();

    assertThat(opened).containsExactly("a", "b");
    assertThat(closed).containsExactly("a");
  }

  @Test
  void refusesWhatIsGivenBackTooOften() {
    Runnable giveBack = borrow("a").giveBack();
    giveBack.run();

    assertThatThrownBy(giveBack::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a was given back too often");
  }
}
