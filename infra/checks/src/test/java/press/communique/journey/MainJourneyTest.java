package press.communique.journey;

import java.nio.file.Path;
import press.communique.local.Options;

/** The main journey on the engines of this machine. */
class MainJourneyTest extends MainJourney {

    @Override
    Options options(Path data) {
        return Stack.options(data);
    }
}
