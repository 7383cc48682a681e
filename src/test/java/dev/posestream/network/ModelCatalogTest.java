package dev.posestream.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCatalogTest {

    @ParameterizedTest
    @ValueSource(strings = {"movenet-thunder", "movenet-lightning", "dite-hrnet-18"})
    void bundledPoseModelsFitTheirDescription(String name) throws Exception {
        OnnxFile model = ModelCatalog.open(name);
        assertThat(model.description().name()).startsWith(name);
        assertThat(model.description().licence()).isEqualTo("Apache-2.0");
        PoseShape shape = PoseShape.of(model, model.description());
        assertThat(shape.keypoints()).isEqualTo(17);
        assertThat(shape.height() / shape.rows()).isEqualTo(4);
    }

    @Test
    void theBundledPersonModelTakesAnySize() throws Exception {
        OnnxFile model = ModelCatalog.open(ModelCatalog.DEFAULT_PERSON);
        assertThat(PersonShape.of(model, model.description())).isEqualTo(new PersonShape(0, 0));
    }

    @Test
    void ourPersonModelHasItsTrunksLicenceAndSeesASquare() throws Exception {
        OnnxFile model = ModelCatalog.open("dite-hrnet-18-center");
        assertThat(model.description().name()).startsWith("dite-hrnet-18-center");
        assertThat(model.description().licence()).isEqualTo("Apache-2.0");
        PersonShape shape = PersonShape.of(model, model.description());
        assertThat(shape.height()).isPositive().isEqualTo(shape.width());
    }

    @Test
    void opensAModelByItsPath(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("own");
        new TinyOnnx().input("i", -1).output("o", -1).file().write(path);
        assertThat(ModelCatalog.open(path.toString()).outputs()).hasSize(1);
    }

    @Test
    void opensAFetchedModelByItsName(@TempDir Path folder) throws Exception {
        ModelCache cache = new ModelCache(folder);
        new TinyOnnx().input("fetched", -1).output("o", -1).file().write(cache.file("mine@64x48"));
        assertThat(ModelCatalog.open("mine@64x48", cache).inputs()).extracting(TensorInfo::name).containsExactly("fetched");
    }

    @Test
    void aFileGoesBeforeAFetchedModelOfThatNameAndAFolderDoesNot(@TempDir Path folder) throws Exception {
        ModelCache cache = new ModelCache(folder.resolve("cache"));
        new TinyOnnx().input("fetched", -1).output("o", -1).file().write(cache.file("pom.xml"));
        new TinyOnnx().input("fetched", -1).output("o", -1).file().write(cache.file("src"));
        assertThatThrownBy(() -> ModelCatalog.open("pom.xml", cache)).hasMessageContaining("pom.xml is not an ONNX model");
        assertThat(ModelCatalog.open("src", cache).inputs()).extracting(TensorInfo::name).containsExactly("fetched");
    }

    @Test
    void listsWhatThereIsForAnUnknownName(@TempDir Path folder) throws Exception {
        ModelCache cache = new ModelCache(folder);
        new TinyOnnx().input("i", -1).output("o", -1).file().write(cache.file("mine"));
        assertThatThrownBy(() -> ModelCatalog.open("movenet-thnder", cache)).isInstanceOf(BadModelException.class)
                .hasMessageContainingAll("model 'movenet-thnder' is neither bundled nor a file", folder.toString(), "[mine]", "model fetch")
                .hasMessageContaining("[movenet-thunder, movenet-lightning, dite-hrnet-18] for poses or [centernet-person, dite-hrnet-18-center] for people, one of [mine], the path");
    }
}
