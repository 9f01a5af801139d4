namespace NetCompiler;

/// <summary>The activation y = x·sigmoid(x), also known as swish. Elfwing et al. 2018; Ramachandran et al. 2017.</summary>
public sealed class SiluAttribute : LayerAttribute;
