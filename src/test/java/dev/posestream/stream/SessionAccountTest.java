package dev.posestream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionAccountTest {

    private final SessionAccount session = new SessionAccount();

    @Test
    void everyPublishedFrameIsOneOfAnalysedDroppedBuriedWaitingOrUnaccounted() {
        for (int seq = 0; seq < 10; seq++) {
            session.published(seq, seq >= 8, 0);
        }
        session.analysed(0);
        session.analysed(1);
        session.dropped(2);
        session.buried(3);
        session.analysed(8);
        assertThat(session.in("lobby")).isEqualTo(new CameraAccount("lobby", 1, 10, 0, 3, 1, 1, 1, 4, 0, 0));
    }

    @Test
    void aFrameWithAPoseCountsAsAnalysedWhateverElseIsToldOfIt() {
        session.published(0, false, 0);
        session.analysed(0);
        session.dropped(0);
        session.buried(0);
        assertThat(session.in("lobby")).isEqualTo(new CameraAccount("lobby", 1, 1, 0, 1, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void repeatsAreCountedAndHolesAreFound() {
        session.published(5, false, 0);
        session.published(5, false, 0);
        session.published(9, false, 0);
        session.analysed(5);
        session.analysed(9);
        session.analysed(9);
        assertThat(session.in("lobby")).isEqualTo(new CameraAccount("lobby", 1, 2, 1, 2, 0, 0, 0, 0, 1, 3));
    }

    @Test
    void whatKafkaDeletesWhileItIsReadIsNoHole() {
        session.published(0, false, 0);
        session.published(7, false, 1);
        session.published(8, false, 1);
        session.published(11, false, 1);
        assertThat(session.in("lobby").holes()).isEqualTo(2);
        assertThat(session.in("lobby").published()).isEqualTo(4);
    }

    @Test
    void outcomesOfFramesThatAreNotKeptAnyMoreDoNotCount() {
        session.published(7, false, 0);
        session.analysed(6);
        session.dropped(5);
        assertThat(session.in("lobby")).isEqualTo(new CameraAccount("lobby", 1, 1, 0, 0, 0, 0, 0, 1, 0, 0));
        assertThat(new SessionAccount().in("lobby")).isEqualTo(CameraAccount.nothing("lobby"));
    }
}
