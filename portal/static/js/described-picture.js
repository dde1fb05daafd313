// The description of the library is offered where nothing is written yet; where the library has
// none, Wagtail offers the title, which is mostly the name of a file.
(() => {
  class DescribedImageBlock extends window.wagtailStreamField.blocks.StructBlockDefinition {
    render(placeholder, prefix, initialState, initialError) {
      const block = super.render(placeholder, prefix, initialState, initialError);
      const words = document.getElementById(`${prefix}-alt_text`);
      const chooser = block.childBlocks.image.widget;
      chooser.addEventListener("chosen", ({ detail }) => {
        const offered = detail.default_alt_text || "";
        if (words.value === "" && offered !== detail.title) words.value = offered;
      });
      return block;
    }
  }
  window.telepath.register("portal.core.DescribedImageBlock", DescribedImageBlock);
})();
